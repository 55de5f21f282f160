using Polly.CircuitBreaker;

namespace Rollouts.Worker.Outside.Resilience;

/// <summary>How a circuit stands, for people.</summary>
/// <param name="Until">When it is tried again; null where it is not open.</param>
internal sealed record CircuitView(
    string System,
    CircuitState State,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    string? LastFault
)
{
    public string Refusal() =>
        $"'{System}' is left alone since {Since:HH:mm:ss} UTC, because nearly every call of it failed; the way back "
        + $"still goes there. It is tried again at {Until ?? Since:HH:mm:ss}. Its last fault: {LastFault}";

    public override string ToString() =>
        State switch
        {
            CircuitState.Closed => $"{System}: closed, it is called",
            CircuitState.HalfOpen => $"{System}: half open, one call tries it; its last fault: {LastFault}",
            _ => $"{System}: open since {Since:yyyy-MM-dd'T'HH:mm:ss'Z'}, left alone until "
                + $"{Until:HH:mm:ss}; its last fault: {LastFault}",
        };
}
