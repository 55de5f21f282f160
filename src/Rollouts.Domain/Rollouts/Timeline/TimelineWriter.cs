namespace Rollouts.Domain.Rollouts.Timeline;

/// <summary>Writes the timeline of one rollout line by line.</summary>
public sealed class TimelineWriter
{
    private Rollout? _state;

    public string Tell(RecordedEvent recorded)
    {
        _state = Evolution.Evolve(_state, recorded);
        return StatusSummary.Line(_state, recorded);
    }
}
