namespace Rollouts.Domain.Analysis;

/// <summary>What one arm has served and how much of it was bad, with an interval for the rate.</summary>
public sealed record ArmCount(long Requests, long Bad, double Low, double High)
{
    public double Rate => Requests == 0 ? 0 : (double)Bad / Requests;
}
