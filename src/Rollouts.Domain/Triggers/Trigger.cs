using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Triggers;

/// <summary>
/// Maps the events of a pipeline to the start of a version of a service. It is simple on purpose: it has no loops and
/// no regular expressions, and its cost does not depend on untrusted input.
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

    /// <summary>The actor that moves the weights; null for what the environment says.</summary>
    public RolloutMode? Mode { get; init; }

    public required TriggerText Reason { get; init; }

    /// <summary>The authors of the released version. A text that yields no name counts as an unknown author.</summary>
    public ValueList<TriggerText> Authors { get; init; } = [];

    public ValueList<TriggerLink> Links { get; init; } = [];

    public bool ListensTo(ConnectionName from, string kind) => From == from && On.Contains(kind);
}
