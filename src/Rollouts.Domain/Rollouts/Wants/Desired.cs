namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>
/// What a state wants of the world. The engine closes the difference between this and what is there, as often as it
/// takes; nothing else tells it what to do.
/// </summary>
public sealed record Desired
{
    public required ValueList<TargetWant> Targets { get; init; }

    /// <summary>The checks that are to be asked.</summary>
    public required ValueList<Question> Questions { get; init; }

    public GateQuestion? Gate { get; init; }

    /// <summary>
    /// Everything that people should have been told by now, each with a key of its own: what was told already is
    /// known by its key.
    /// </summary>
    public required ValueList<Notice> Notices { get; init; }

    /// <summary>When time itself will change something; null where only the world can.</summary>
    public Instant? Due { get; init; }

    /// <param name="now">The time of the decision that made this state; only what is due depends on it.</param>
    public static Desired Of(Rollout state, Instant now) =>
        new()
        {
            Targets = TargetWants.Of(state),
            Questions = Wants.Questions.Of(state),
            Gate = GateQuestion.Of(state),
            Notices = Wants.Notices.Of(state),
            Due = Wants.Due.Of(state, now),
        };
}
