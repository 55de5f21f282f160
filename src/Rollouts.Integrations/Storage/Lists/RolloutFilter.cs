namespace Rollouts.Integrations.Storage.Lists;

/// <summary>Which rollouts somebody wants to see; null and empty ask for all.</summary>
/// <param name="Text">A part of the service's or the version's name, in capitals or not.</param>
public sealed record RolloutFilter(
    ServiceName? Service = null,
    EnvironmentName? Environment = null,
    string? Status = null,
    string? Owner = null,
    string? Text = null,
    bool? IsLive = null
)
{
    /// <summary>Whether it asks for text that may be stored at all.</summary>
    internal bool CanBeMet => StoredText.CanBeKept(Status) && StoredText.CanBeKept(Owner) && StoredText.CanBeKept(Text);
}
