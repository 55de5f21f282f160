namespace Rollouts.Domain.Triggers;

/// <summary>
/// Which events of a pipeline start which version of which service. Everything in it is simple on purpose: no loops, no
/// regular expressions, nothing whose cost depends on what a stranger sends.
/// </summary>
public sealed record Trigger
{
    public required TriggerName Name { get; init; }

    /// <summary>The pipeline whose events it listens to.</summary>
    public required ConnectionName From { get; init; }

    /// <summary>The kinds of event, as in <c>release.published</c>.</summary>
    public required ValueList<string> On { get; init; }

    /// <summary>All of these must hold.</summary>
    public ValueList<Condition> When { get; init; } = [];

    public required TriggerText Service { get; init; }

    public required TriggerText Environment { get; init; }

    public required TriggerText Version { get; init; }

    public required TriggerText Reason { get; init; }

    /// <summary>Whoever wrote what is released; one that cannot be told is an author that nobody knows.</summary>
    public ValueList<TriggerText> Authors { get; init; } = [];

    public ValueList<TriggerLink> Links { get; init; } = [];

    public bool ListensTo(ConnectionName from, string kind) => From == from && On.Contains(kind);
}
