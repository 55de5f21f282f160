namespace Rollouts.Domain.Rollouts.States;

/// <summary>The clocks and answers of the step at which a rollout is.</summary>
public sealed record StepState
{
    /// <summary>From when its deadline counts: when it was entered, or last resumed.</summary>
    public required Instant DeadlineFrom { get; init; }

    /// <summary>From when it has run without a pause; null while it is paused.</summary>
    public Instant? RunsFrom { get; init; }

    /// <summary>How long it ran before that.</summary>
    public TimeSpan Ran { get; init; }

    /// <summary>The persons who approved, with the groups that each had then.</summary>
    public ValueList<Actor> Yeses { get; init; } = [];

    /// <summary>The approvals of this step that do not count any more.</summary>
    public ValueList<VoidedApproval> Voided { get; init; } = [];

    /// <summary>How many escalations of the step have happened.</summary>
    public int Escalated { get; init; }

    public bool GateSaidYes { get; init; }

    public bool HasYesOf(ActorId person) => Yeses.Any(by => by.Id == person);

    public static StepState Entered(Instant at) => new() { DeadlineFrom = at, RunsFrom = at };

    /// <summary>How long it has run by now, pauses left out.</summary>
    public TimeSpan RunBy(Instant now) => RunsFrom is { } from ? Ran + (now - from) : Ran;
}
