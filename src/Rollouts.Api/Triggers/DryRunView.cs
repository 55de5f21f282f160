namespace Rollouts.Api.Triggers;

/// <summary>The versions that an event would start.</summary>
internal sealed record DryRunView(ValueList<TriedEvent> Events);

/// <summary>One event, and each trigger of its pipeline.</summary>
internal sealed record TriedEvent(string Kind, ValueList<TriedTrigger> Triggers);

/// <summary>The result of a trigger for an event.</summary>
/// <param name="Outcome">
/// <c>fires</c>; <c>hidden</c> if it starts a service that the caller does not reach; <c>passes</c> if it listens to
/// other kinds, or a condition does not hold; <c>fails</c> if its result is not a valid start.
/// </param>
/// <param name="Expressions">The results of the expressions that were evaluated.</param>
/// <param name="Refusal">Why the version would not be started now; missing if no reason is known.</param>
internal sealed record TriedTrigger(
    string Trigger,
    string Outcome,
    string? Why,
    ValueList<TriedExpression> Expressions,
    TriedStart? Starts,
    TriedRefusal? Refusal
);

/// <summary>The result of one expression; missing if the event has no such value.</summary>
internal sealed record TriedExpression(string Part, string Expression, string? Given, bool Usable);

/// <summary>The version that would be started.</summary>
internal sealed record TriedStart(
    string Service,
    string Environment,
    string Version,
    string Reason,
    ValueList<string> Authors,
    bool UnknownAuthor,
    IReadOnlyDictionary<string, string> Links
);

/// <summary>Why it would not be started.</summary>
internal sealed record TriedRefusal(string Code, string Detail);
