namespace Rollouts.Cli.Imports;

/// <summary>A part of a manifest that differs in the plan.</summary>
/// <param name="Line">Its line in the manifest, counted from 1.</param>
/// <param name="Path">The path of its key.</param>
/// <param name="Reason">The consequence, and what to do.</param>
internal sealed record Loss(string File, int Line, string Path, LossKind Kind, string Reason)
{
    /// <summary>In the form that editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}: {Kind.ToString().ToLowerInvariant()}: {Path}: {Reason}";
}
