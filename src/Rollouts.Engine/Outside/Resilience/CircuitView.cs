using Polly.CircuitBreaker;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>The state of a circuit, for people.</summary>
/// <param name="Until">When the system is tried again; null if the circuit is not open.</param>
public sealed record CircuitView(
    string System,
    CircuitState State,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    string? LastFault
)
{
    // The text has no times: a refused call is recorded with it, and each new text is a new record. The health page
    // shows since when and until when the circuit is open.
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
