"""A port serves where nobody else does, and nowhere else: the rule, played through a day."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from appliance.network.keeper.sight import Follow, Join, Leave, LetThrough, Listen
from appliance.network.rogue import Server
from appliance.network.state import PortState
from tests.network.world import BOX_ABOVE, BOX_BELOW, PLAN, ROUTER, Wire, World


def acts(world: World) -> list[object]:
    """What was done to ports, without the questions."""
    return [act for act in world.done if isinstance(act, Join | Follow | Leave)]


def test_on_a_silent_wire_the_box_serves_after_five_seconds() -> None:
    world = World()
    world.wire.plug()
    world.run(5)
    assert not world.serves()
    world.run(2)
    assert acts(world) == [Join("eth0")]
    assert world.told.ports == (PortState("eth0", True, "room"),)
    assert world.told.troubles == ()


def test_where_somebody_answers_the_box_is_a_guest_and_says_so() -> None:
    world = World()
    world.wire.plug(ROUTER)
    world.run(60)
    assert acts(world) == [Follow("eth0")]
    assert world.told.ports == (PortState("eth0", True, "venue", "192.168.1.1"),)
    assert world.told.troubles == ("no_radio", "other_dhcp")


def test_a_guest_stays_a_guest_until_its_cable_is_pulled() -> None:
    world = World()
    world.wire.plug(ROUTER)
    world.run(60)
    world.wire.others = ()  # the venue's server is started anew
    world.run(3600)
    assert world.role() == "venue"
    world.wire.pull()
    world.run(5)
    world.wire.plug()
    world.run(10)
    assert world.serves()
    assert world.told.troubles == ()


@pytest.mark.parametrize("seconds", [0.5, 5])
def test_every_new_cable_is_asked_about_anew(seconds: float) -> None:
    world = World()
    world.wire.plug()
    world.run(30)
    assert world.serves()
    world.wire.pull()
    world.run(seconds)
    world.wire.plug(ROUTER)
    world.run(15)
    assert world.role() == "venue"
    assert not world.serves()


def test_a_cable_that_was_moved_between_two_looks_is_asked_about_too() -> None:
    world = World()
    world.wire.plug()
    world.run(30)
    world.wire.pull()
    world.wire.plug(ROUTER)
    world.run(1)
    assert not world.serves()
    world.run(15)
    assert world.role() == "venue"


def test_an_answer_about_an_earlier_cable_says_nothing_of_this_one() -> None:
    world = World()
    world.wire.plug()
    world.run(4)  # listening, in silence
    world.wire.pull()
    world.wire.plug(ROUTER, opens_at=world.now + 4)
    world.run(2)  # the first answer comes in
    assert not world.serves()
    world.run(10)
    assert world.role() == "venue"


def test_where_bridges_speak_the_box_waits_until_the_switch_lets_it_through() -> None:
    world = World()
    world.wire.plug(ROUTER, has_spanning_tree=True, opens_at=world.now + 31)
    world.run(60)
    assert acts(world) == [Follow("eth0")]


def test_where_bridges_speak_and_nobody_answers_the_box_serves_in_the_end() -> None:
    world = World()
    world.wire.plug(has_spanning_tree=True)
    world.run(38)
    assert not world.serves()
    world.run(5)
    assert world.serves()


def test_a_server_that_starts_later_than_the_box_makes_it_a_guest() -> None:
    world = World()
    world.wire.plug(ROUTER, opens_at=world.now + 40)
    world.run(30)
    assert world.serves()
    world.run(25)
    assert world.role() == "venue"
    assert not world.serves()


def test_a_server_that_appears_amid_the_event_does_not_end_it() -> None:
    world = World()
    world.wire.plug()
    world.wire.phones = 80
    world.run(700)
    world.wire.others = (ROUTER,)
    world.run(120)
    assert world.serves()
    assert world.told.ports == (PortState("eth0", True, "room", "192.168.1.1", phones=80),)
    assert world.told.troubles == ("late_dhcp",)
    world.wire.others = ()
    world.run(120)
    assert world.told.troubles == ()


def test_a_server_that_appears_while_nobody_is_there_wins() -> None:
    world = World()
    world.wire.plug()
    world.run(700)
    world.wire.others = (ROUTER,)
    world.run(120)
    assert world.role() == "venue"


@pytest.mark.parametrize(("other", "stays"), [(BOX_BELOW, False), (BOX_ABOVE, True)])
def test_of_two_boxes_on_one_wire_one_leaves(other: Server, stays: bool) -> None:
    world = World()
    world.wire.plug()
    world.run(30)
    world.wire.others = (other,)  # it was switched on in the same second
    world.run(60)
    assert world.serves() == stays
    assert world.role() == ("room" if stays else "off")
    assert "two_boxes" in world.told.troubles
    world.wire.others = ()  # it left, or was switched off
    world.run(120)
    assert ("two_boxes" in world.told.troubles) == (not stays)


def test_a_second_box_stays_off_the_wire_of_the_first() -> None:
    world = World()
    world.wire.plug(BOX_ABOVE)
    world.run(60)
    assert acts(world) == []
    assert world.told.ports == (PortState("eth0", True, "off", "10.77.0.1"),)
    assert world.told.troubles == ("no_radio", "two_boxes")


def test_two_cables_to_one_switch_make_no_ring() -> None:
    world = World(wires={"eth0": Wire(), "eth1": Wire()})
    for wire in world.wires.values():
        wire.plug(ring=True)
    world.run(60)
    assert [world.serves(name) for name in world.wires] == [True, False]
    assert world.told.troubles == ("wire_loop",)


def test_an_access_point_that_echoes_does_not_end_the_event() -> None:
    world = World(wires={"eth0": Wire(), "eth1": Wire()})
    world.wires["eth0"].plug(ring=True)
    world.run(60)
    world.wires["eth1"].ring = True  # type: ignore[attr-defined]
    world.run(60)
    assert world.serves("eth0")
    assert world.told.troubles == ()


def test_ports_ask_one_after_the_other() -> None:
    world = World(wires={"eth0": Wire(), "eth1": Wire()})
    for wire in world.wires.values():
        wire.plug()
    world.run(4)
    assert [act.interface for act in world.done if isinstance(act, Listen)] == ["eth0"]
    world.run(10)
    assert all(world.serves(name) for name in world.wires)


def test_a_port_that_cannot_be_asked_about_never_serves() -> None:
    world = World()
    world.wire.plug(may_ask=False)
    world.run(60)
    assert acts(world) == []
    assert world.told.troubles == ("cannot_ask",)
    world.wire.may_ask = True
    world.run(20)
    assert world.serves()
    assert world.told.troubles == ()


def test_the_port_chosen_for_the_internet_is_always_a_guest_and_the_way_out() -> None:
    world = World(chosen=replace(PLAN, internet_port="eth0"))
    world.wire.plug()
    world.run(30)
    assert [act for act in world.done if not isinstance(act, Listen)] == [
        Follow("eth0", is_internet=True),
        LetThrough(frozenset({"eth0"})),
    ]
    assert world.role() == "internet"
    assert world.told.troubles == ("no_radio",)
    world.run(60)  # the firewall may have been loaded anew
    assert world.done.count(LetThrough(frozenset({"eth0"}))) == 2


def test_a_guest_that_becomes_the_way_out_is_told_so() -> None:
    world = World()
    world.wire.plug(ROUTER)
    world.run(30)
    world.chosen = replace(PLAN, internet_port="eth0")
    world.run(30)
    assert acts(world) == [Follow("eth0"), Follow("eth0", is_internet=True)]


def test_a_choice_takes_effect_at_once_and_can_be_taken_back() -> None:
    world = World()
    world.wire.plug()
    world.run(30)
    world.chosen = replace(PLAN, internet_port="eth0")
    world.run(10)
    assert world.role() == "internet"
    world.chosen = PLAN
    world.run(2)
    assert world.wire.profile == ""
    world.run(15)
    assert world.serves()
    assert [act for act in world.done if isinstance(act, LetThrough)] == [
        LetThrough(frozenset()),
        LetThrough(frozenset({"eth0"})),
        LetThrough(frozenset()),
    ]


def test_a_keeper_that_is_started_anew_leaves_a_serving_port_alone() -> None:
    world = World()
    world.wire.plug()
    world.run(30)
    fresh = World(wires=world.wires, now=world.now)
    fresh.run(30)
    assert acts(fresh) == []
    assert fresh.serves()


def test_a_port_that_does_not_start_is_said_and_tried_patiently() -> None:
    world = World()
    world.wire.plug(works=False)
    world.run(300)
    assert world.told.troubles == ("port_failed",)
    assert 5 < len(acts(world)) < 15
    world.wire.works = True
    world.run(70)
    assert world.serves()
    assert world.told.troubles == ()


class Venue(RuleBasedStateMachine):
    """Cables, servers and phones come and go as they like."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.at_risk_s = 0.0
        self.alone_s = 0.0

    @rule(seconds=st.sampled_from([0.5, 3, 10, 45]))
    def wait(self, seconds: float) -> None:
        """Let time pass, and keep account of it."""
        until = self.world.now + seconds
        wire = self.world.wire
        while self.world.now < until:
            self.world.run(0.5)
            is_heard = bool(wire.others) and self.world.now >= wire.opens_at
            self.at_risk_s = self.at_risk_s + 0.5 if self.world.serves() and is_heard else 0.0
            is_quiet = wire.has_link and not wire.others and self.world.role() in ("room", "off")
            is_owed = is_quiet and "two_boxes" not in self.world.told.troubles
            self.alone_s = self.alone_s + 0.5 if is_owed and not self.world.serves() else 0.0

    @precondition(lambda self: not self.world.wire.has_link)
    @rule(
        others=st.sampled_from(
            [(), (), (ROUTER,), (BOX_BELOW,), (BOX_ABOVE,), (ROUTER, BOX_BELOW)]
        ),
        tree=st.booleans(),
        opens_in=st.sampled_from([0, 0, 31]),
    )
    def plug(self, others: tuple[Server, ...], tree: bool, opens_in: float) -> None:
        """A cable goes in."""
        opens_at = self.world.now + opens_in
        self.world.wire.plug(*others, has_spanning_tree=tree, opens_at=opens_at, phones=0)

    @precondition(lambda self: self.world.wire.has_link)
    @rule()
    def pull(self) -> None:
        """It comes out."""
        self.world.wire.pull()

    @precondition(lambda self: self.world.wire.has_link)
    @rule(others=st.sampled_from([(), (ROUTER,), (BOX_BELOW,)]))
    def change(self, others: tuple[Server, ...]) -> None:
        """Something at the other end is switched on or off."""
        self.world.wire.others = others

    @precondition(lambda self: self.world.serves())
    @rule(phones=st.sampled_from([0, 30]))
    def people(self, phones: int) -> None:
        """Phones come or go."""
        self.world.wire.phones = phones

    @invariant()
    def it_does_not_stay_beside_another_server(self) -> None:
        """Unless phones have been there for long, or the other is a box that must leave."""
        if self.world.wire.phones == 0 and BOX_ABOVE not in self.world.wire.others:
            assert self.at_risk_s <= 75

    @invariant()
    def it_serves_in_the_end_where_it_is_alone(self) -> None:
        """Within the time that the most suspicious listening takes."""
        assert self.alone_s <= 75

    @invariant()
    def the_screens_say_what_is(self) -> None:
        """A role is never claimed that the port has not."""
        if (
            self.world.serves()
            and self.world.wire.changes == self.world.memory.ports["eth0"].changes
        ):
            assert self.world.role() == "room"


TestVenue = Venue.TestCase
TestVenue.settings = settings(max_examples=100, stateful_step_count=30)
