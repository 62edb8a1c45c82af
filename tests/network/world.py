"""A venue in miniature: cables, other servers and a NetworkManager, all of them values.

Turns the rules of the keeper round without a clock, so that a day passes in a moment.
"""

from dataclasses import dataclass, field, replace

from appliance.network.keeper.rules import Memory, Told, decide, tell
from appliance.network.keeper.sight import (
    Act,
    Activation,
    Asked,
    Follow,
    Join,
    Leave,
    Listen,
    PortSight,
    RadioSight,
    RaiseAir,
    RaiseRoom,
    RoomSight,
    Sight,
    venue_profile,
    wire_profile,
)
from appliance.network.plan import Plan
from appliance.network.rogue import Heard, Server
from appliance.network.wifi import Wifi

OURS = "02:00:00:00:00:50"
ROUTER = Server("192.168.1.1", "02:ff:ff:ff:ff:01")
BOX_BELOW = Server("10.77.0.1", "02:00:00:00:00:49")
BOX_ABOVE = Server("10.77.0.1", "02:00:00:00:00:51")
PLAN = replace(Plan.new("NL"), external=Wifi("Zaal-3", "regen-boom-2468"))
STEP_S = 0.5


@dataclass
class Wire:
    """A port and what its cable leads to."""

    has_link: bool = False
    changes: int = 0
    others: tuple[Server, ...] = ()
    has_spanning_tree: bool = False
    opens_at: float = 0.0
    may_ask: bool = True
    works: bool = True
    phones: int = 0
    profile: str = ""

    def plug(self, *others: Server, **how: object) -> None:
        """Put the cable in, with these servers at its other end."""
        self.__dict__.update(how, others=others, has_link=True, changes=self.changes + 1)

    def pull(self) -> None:
        """Take the cable out."""
        self.has_link, self.changes, self.others = False, self.changes + 1, ()


@dataclass
class World:
    """Everything around the keeper, and the keeper's memory; `done` is all that was decided."""

    wires: dict[str, Wire] = field(default_factory=lambda: {"eth0": Wire()})
    radio: RadioSight | None = None
    room: RoomSight = field(default_factory=lambda: RoomSight(hardware=OURS))
    chosen: Plan | None = field(default_factory=lambda: PLAN)
    now: float = 1000.0
    memory: Memory = field(default_factory=Memory)
    done: list[Act] = field(default_factory=list)
    asking: list[tuple[float, Listen, Heard | None]] = field(default_factory=list)
    air_works: bool = True
    room_works: bool = True
    has_network_manager: bool = True
    more: dict[str, bool] = field(default_factory=dict)

    @property
    def wire(self) -> Wire:
        """The only port of a box that has one."""
        return self.wires["eth0"]

    @property
    def told(self) -> Told:
        """What the screens say now."""
        return tell(self.memory, self.sight({}))

    def role(self, interface: str = "eth0") -> str:
        """What a port is now."""
        return next(port.role for port in self.told.ports if port.interface == interface)

    def serves(self, interface: str = "eth0") -> bool:
        """Whether the box gives out addresses on this wire."""
        wire = self.wires[interface]
        return wire.has_link and wire.profile == wire_profile(interface)

    def run(self, seconds: float) -> None:
        """Let time pass."""
        until = self.now + seconds
        while self.now < until:
            self.now += STEP_S
            self.step()

    def step(self) -> None:
        """One look, and what follows from it."""
        self.memory, acts = decide(self.memory, self.sight(self._answers()))
        self.done += acts
        for act in acts:
            self._do(act)

    def sight(self, asked: dict[str, Asked]) -> Sight:
        """What there is to be seen."""
        return Sight(
            moment=self.now,
            room=self.room,
            ports=tuple(
                PortSight(
                    interface=name,
                    has_link=wire.has_link,
                    changes=wire.changes,
                    profile=wire.profile,
                    activation=Activation.UP if wire.profile else Activation.DOWN,
                    phones=wire.phones,
                    asked=asked.get(name),
                )
                for name, wire in self.wires.items()
            ),
            radio=self.radio,
            chosen=self.chosen,
            has_network_manager=self.has_network_manager,
            **self.more,
        )

    def _answers(self) -> dict[str, Asked]:
        ended = [asking for asking in self.asking if asking[0] <= self.now]
        self.asking = [asking for asking in self.asking if asking[0] > self.now]
        return {
            act.interface: Asked(act.link, act.seconds, heard and self._heard(act, heard))
            for _, act, heard in ended
        }

    def _heard(self, act: Listen, begun: Heard) -> Heard:
        wire = self.wires[act.interface]
        servers = wire.others if wire.has_link and self.now >= wire.opens_at else ()
        return replace(begun, servers=servers, leads_back=self._leads_back(act.interface))

    def _leads_back(self, interface: str) -> bool:
        wire = self.wires[interface]
        rings = {name for name, other in self.wires.items() if "ring" in other.__dict__}
        return "ring" in wire.__dict__ and len(rings) > 1

    def _do(self, act: Act) -> None:
        match act:
            case Listen(interface, _, seconds):
                wire = self.wires[interface]
                heard = Heard(has_spanning_tree=wire.has_spanning_tree) if wire.may_ask else None
                self.asking.append((self.now + seconds, act, heard))
            case Join(interface):
                wire = self.wires[interface]
                wire.profile = wire_profile(interface) if wire.works else ""
            case Follow(interface):
                self.wires[interface].profile = venue_profile(interface)
            case Leave(interface):
                self.wires[interface].profile = ""
            case RaiseRoom() if self.room_works:
                self.room = replace(self.room, activation=Activation.UP, has_address=True)
            case RaiseAir() if self.radio and self.air_works:
                self.radio = replace(self.radio, activation=Activation.UP, is_on_air=True)
