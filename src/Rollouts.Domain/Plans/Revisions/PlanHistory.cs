namespace Rollouts.Domain.Plans.Revisions;

/// <summary>The newest plan of a service in one environment. The ones before are in its stream.</summary>
public sealed record PlanHistory
{
    public required ServiceName Service { get; init; }

    public required EnvironmentName Environment { get; init; }

    /// <summary>How many were submitted; the newest one's number.</summary>
    public int Revision { get; init; }

    /// <summary>As it was written, comments and all; null where none was submitted yet.</summary>
    public string? Text { get; init; }

    /// <summary>Nothing happens where the same text is submitted once more.</summary>
    public ValueList<PlanEvent> Submit(string text) => text == Text ? [] : [new PlanEvent.Submitted(text)];

    public PlanHistory Evolve(PlanEvent happened) =>
        happened switch
        {
            PlanEvent.Submitted submitted => this with { Revision = Revision + 1, Text = submitted.Text },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
