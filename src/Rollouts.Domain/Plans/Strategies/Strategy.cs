namespace Rollouts.Domain.Plans.Strategies;

/// <summary>The two ways to write down how traffic gets to the new version. Both compile to one course.</summary>
public abstract record Strategy
{
    private Strategy()
    {
    }

    public sealed record Canary(ValueList<Step> Steps) : Strategy;

    /// <summary>Proves the new version on a preview, then moves all traffic in one write.</summary>
    public sealed record BlueGreen : Strategy
    {
        public Step.Route? Preview { get; init; }

        public ValueList<Step.Gate> Gates { get; init; } = [];

        public Step.Verify? Verify { get; init; }

        public Step.Approve? Approve { get; init; }

        public Step.Bake? Bake { get; init; }
    }
}
