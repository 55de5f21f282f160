namespace Rollouts.Bench.Detection;

/// <summary>What befalls a service while a healthy release rolls out.</summary>
/// <param name="Burst">How many requests fail together, on average.</param>
/// <param name="Incident">
/// How many times as many requests of both arms fail for three minutes at half the traffic.
/// </param>
/// <param name="LagTicks">How many ticks later the baseline's numbers show it than the candidate's.</param>
internal sealed record Disturbance(string Name, double Burst = 1, double Incident = 1, int LagTicks = 0)
{
    /// <summary>While the candidate has half of the traffic, and well away from its ends.</summary>
    private static readonly (double From, double To) IncidentSeconds = (1500, 1680);

    /// <summary>By how much the rate of failures is raised at a moment.</summary>
    public double At(double seconds) => seconds >= IncidentSeconds.From && seconds < IncidentSeconds.To ? Incident : 1;
}
