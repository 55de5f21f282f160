using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// The only way to change a rollout. It applies the input and then everything that is due by now, so each input also
/// keeps the deadlines.
/// </summary>
public static class Decider
{
    public static Decision.Accepted Open(RolloutSpec terms, string key, Actor by, string reason, Instant now)
    {
        var opened = new RecordedEvent(new RolloutEvent.Opened(terms), now, by, new Cause("start", key), reason);
        return new Decision.Accepted(Evolution.Evolve(state: null, opened), [opened]);
    }

    public static Decision Decide(Rollout state, Input input, Instant now)
    {
        // A clock that is behind the last record must not move the time of the rollout back.
        var at = Instant.Max(now, state.LastAt);
        switch (input)
        {
            case Command command when state.Handled.Contains(command.Identity):
                return new Decision.Accepted(state, []);
            case Command command when state.Handled.Any(handled => IsReused(handled, command)):
                return RolloutRefusals.KeyReused(command);
            case Command command:
                var commanded = new Draft(state, at, command.By, new Cause(command.Kind, command.Key), command.Reason);
                return CommandDecisions.Decide(commanded, command) ?? Settle(commanded);
            case Observation observation when state.IsFinal:
                return new Decision.Accepted(state, []);
            case Observation observation:
                var seen = new Draft(
                    state,
                    at,
                    Actor.Machine,
                    ObservationDecisions.CauseOf(observation),
                    ObservationDecisions.Say(observation)
                );
                ObservationDecisions.Decide(seen, observation);
                return Settle(seen);
            case TimePassed:
                return Settle(new Draft(state, at, Actor.Machine, Cause.Time, "its time had come"));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The caller expects a new effect, and repeats of the first command must return its result. A silent success would
    // be wrong for both.
    private static bool IsReused(HandledCommand handled, Command command) =>
        (handled.By, handled.Key) == (command.By.Id, command.Key);

    private static Decision Settle(Draft draft)
    {
        StateMachine.Advance(draft);
        return draft.Accept();
    }
}
