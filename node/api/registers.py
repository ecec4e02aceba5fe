"""The registry host as the interface shows it."""

from accord.weapons.firearm import Firearm
from node.api.bodies import FoundRecord, RegisterView, SearchAnswer, SearchFailure
from node.registry.host import RegistryHost


class HostRegisters:
    """Describes and searches the registers behind one host."""

    def __init__(self, host: RegistryHost) -> None:
        self._host = host

    async def views(self) -> tuple[RegisterView, ...]:
        """What each register is, and whether it answers now; never raises."""
        health = await self._host.health()
        return tuple(
            RegisterView(name=name, ready=one.ready, text=one.text)
            for name, one in sorted(health.items())
        )

    async def search(self, firearm: Firearm) -> SearchAnswer:
        """What the registers hold of a weapon; a register that fails is named, not raised."""
        result = await self._host.search(firearm)
        return SearchAnswer(
            found=tuple(
                FoundRecord(
                    register=one.register,
                    record_id=one.record.record_id,
                    grade=one.match.grade,
                    reasons_for=one.match.reasons_for,
                    reasons_against=one.match.reasons_against,
                    non_unique=one.non_unique,
                    firearm=one.record.firearm,
                )
                for one in result.candidates
            ),
            scopes=result.scopes,
            failures=tuple(
                SearchFailure(register=one.register, code=one.code, text=one.text)
                for one in result.failures
            ),
        )
