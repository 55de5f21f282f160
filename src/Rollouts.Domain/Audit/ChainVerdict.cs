namespace Rollouts.Domain.Audit;

/// <summary>What a check of a stream comes to.</summary>
public abstract record ChainVerdict
{
    private ChainVerdict() { }

    public sealed record Intact(Head Head) : ChainVerdict;

    /// <summary>This record is not what was once written.</summary>
    public sealed record Changed(int Version) : ChainVerdict;

    /// <summary>Where one record should stand there is another: one was dropped, inserted or moved.</summary>
    public sealed record OutOfOrder(int Expected, string FoundStream, int FoundVersion) : ChainVerdict;

    /// <summary>The stream ends before a head that was vouched for.</summary>
    public sealed record Truncated(int Found, int Expected) : ChainVerdict;

    /// <summary>The stream is whole in itself, but not the one whose head was vouched for.</summary>
    public sealed record Replaced(int Version) : ChainVerdict;
}
