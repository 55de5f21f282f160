namespace Rollouts.Analysis;

/// <summary>The requests of one arm and the bad ones among them, with an interval for the rate.</summary>
public sealed record ArmCount(long Requests, long Bad, double Low, double High)
{
    public double Rate => Requests == 0 ? 0 : (double)Bad / Requests;
}
