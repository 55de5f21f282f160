namespace Rollouts.Integrations.Secrets;

/// <summary>
/// A reference to a secret. It is resolved at each use, so that a rotated secret takes effect without a restart. The
/// secret itself is neither stored nor shown; only its place can be printed.
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

    /// <summary>A place that another system keeps, as the secrets service of a cloud.</summary>
    public sealed record Elsewhere(ISecretPlace Place) : Secret
    {
        public override string ToString() => $"{Place}";
    }
}
