using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>One input and what came of it.</summary>
internal sealed record Turn(Rollout Before, Input Input, Decision Decision, Rollout After, Instant Now)
{
    public ValueList<RecordedEvent> Records => Decision is Decision.Accepted accepted ? accepted.Records : [];

    public IEnumerable<T> Events<T>()
        where T : RolloutEvent => Records.Select(line => line.Event).OfType<T>();

    /// <summary>Each happening of this turn with the state before it and after it.</summary>
    public IEnumerable<(Rollout Before, RecordedEvent Line, Rollout After)> Lines()
    {
        var state = Before;
        foreach (var line in Records)
        {
            var next = Evolution.Evolve(state, line);
            yield return (state, line, next);
            state = next;
        }
    }
}
