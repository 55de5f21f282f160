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
    // Without times: a refused call is recorded with this text, and each new text is a record of its own. The health
    // page says since when and until when.
    public string Refusal() =>
        $"'{System}' is not called for now, because nearly every call failed; the way back still calls it. "
        + $"The last fault: {LastFault}";

    public override string ToString() =>
        State switch
        {
            CircuitState.Closed => $"{System}: closed, it is called",
            CircuitState.HalfOpen => $"{System}: half open, one call tries it; its last fault: {LastFault}",
            _ => $"{System}: open since {Since:yyyy-MM-dd'T'HH:mm:ss'Z'}, left alone until "
                + $"{Until:HH:mm:ss}; its last fault: {LastFault}",
        };
}
