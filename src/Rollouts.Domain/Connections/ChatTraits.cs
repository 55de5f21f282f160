namespace Rollouts.Domain.Connections;

/// <summary>The names of a kind of chat system.</summary>
public sealed record ChatTraits
{
    /// <summary>Its key in connections and under <c>tell</c> in plans, as in <c>slack</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }
}
