namespace Rollouts.Domain.Audit;

/// <summary>A SHA-256 hash in hexadecimal.</summary>
public readonly record struct Hash(string Hex)
{
    /// <summary>The predecessor of the first record of a stream.</summary>
    public static Hash Beginning { get; } = new(new string('0', 64));

    public override string ToString() => Hex;
}
