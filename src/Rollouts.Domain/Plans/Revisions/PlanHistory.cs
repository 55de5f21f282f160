namespace Rollouts.Domain.Plans.Revisions;

/// <summary>The newest plan of a service in one environment. The ones before are in its stream.</summary>
public sealed record PlanHistory
{
    public required ServiceName Service { get; init; }

    public required EnvironmentName Environment { get; init; }

    /// <summary>How many were submitted; the newest one's number.</summary>
    public int Revision { get; init; }

    /// <summary>The text with its comments; null if no plan was submitted yet.</summary>
    public string? Text { get; init; }

    /// <summary>Returns no event if the text is unchanged.</summary>
    public ValueList<PlanEvent> Submit(string text) => text == Text ? [] : [new PlanEvent.Submitted(text)];

    public PlanHistory Evolve(PlanEvent happened) =>
        happened switch
        {
            PlanEvent.Submitted submitted => this with { Revision = Revision + 1, Text = submitted.Text },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
