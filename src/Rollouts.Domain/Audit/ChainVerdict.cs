namespace Rollouts.Domain.Audit;

/// <summary>The result of checking a stream.</summary>
public abstract record ChainVerdict
{
    private ChainVerdict() { }

    public sealed record Intact(Head Head) : ChainVerdict;

    /// <summary>The record differs from the one that was written.</summary>
    public sealed record Changed(int Version) : ChainVerdict;

    /// <summary>Another record is in the place of the expected one: a record was dropped, inserted or moved.</summary>
    public sealed record OutOfOrder(int Expected, string FoundStream, int FoundVersion) : ChainVerdict;

    /// <summary>The stream ends before a head that was vouched for.</summary>
    public sealed record Truncated(int Found, int Expected) : ChainVerdict;

    /// <summary>The stream is consistent in itself, but does not contain the expected head.</summary>
    public sealed record Replaced(int Version) : ChainVerdict;
}
