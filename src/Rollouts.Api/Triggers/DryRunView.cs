namespace Rollouts.Api.Triggers;

/// <summary>What an event would start.</summary>
internal sealed record DryRunView(ValueList<TriedEvent> Events);

/// <summary>One event, and each trigger of its pipeline.</summary>
internal sealed record TriedEvent(string Kind, ValueList<TriedTrigger> Triggers);

/// <summary>What a trigger makes of an event.</summary>
/// <param name="Outcome">
/// <c>fires</c>; <c>hidden</c> where it starts what the caller does not reach; <c>passes</c> where it listens to other
/// kinds, or a condition does not hold; <c>fails</c> where what it would start can be nothing.
/// </param>
/// <param name="Expressions">What each expression gave, as far as they were looked at.</param>
/// <param name="Refusal">Why it would not be started now; left out where nothing is known to stand in its way.</param>
internal sealed record TriedTrigger(
    string Trigger,
    string Outcome,
    string? Why,
    ValueList<TriedExpression> Expressions,
    TriedStart? Starts,
    TriedRefusal? Refusal
);

/// <summary>What one expression gave; nothing where the event does not say it.</summary>
internal sealed record TriedExpression(string Part, string Expression, string? Given, bool Usable);

/// <summary>What would be started.</summary>
internal sealed record TriedStart(
    string Service,
    string Environment,
    string Version,
    string Reason,
    ValueList<string> Authors,
    bool UnknownAuthor,
    IReadOnlyDictionary<string, string> Links
);

/// <summary>Why it would not be.</summary>
internal sealed record TriedRefusal(string Code, string Detail);
