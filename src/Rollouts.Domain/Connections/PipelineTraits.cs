namespace Rollouts.Domain.Connections;

/// <summary>The properties of a kind of pipeline.</summary>
public sealed record PipelineTraits
{
    /// <summary>Its key in connections, as in <c>github</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }
}
