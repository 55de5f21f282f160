namespace Rollouts.Integrations.Secrets;

/// <summary>
/// Where a secret is found. It is looked up at each use, so that a rotated one is taken up by itself, and neither
/// kept nor shown: what can be printed is only the place.
/// </summary>
internal abstract record Secret
{
    private Secret() { }

    public sealed record InFile(string Path) : Secret
    {
        public override string ToString() => $"file '{Path}'";
    }

    public sealed record InVariable(string Name) : Secret
    {
        public override string ToString() => $"environment variable '{Name}'";
    }
}
