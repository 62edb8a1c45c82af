"""The keeper of the room's network: the service `tafelronde network keep`.

It sees to it that the box serves a wire only where nobody else does, that its Wi-Fi is on the air,
and that the screens know how things are. What it sees (`eyes`), what follows from that (`rules`,
`port`, `room`, `air`: pure) and what it does (`hands`) are apart; `service` turns them round.
"""
