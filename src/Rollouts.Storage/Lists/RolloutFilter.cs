namespace Rollouts.Storage.Lists;

/// <summary>The filter of a list of rollouts. Null and empty match all.</summary>
/// <param name="Text">A part of the service's name or of the version, without regard to case.</param>
public sealed record RolloutFilter(
    ServiceName? Service = null,
    EnvironmentName? Environment = null,
    string? Status = null,
    string? Owner = null,
    string? Text = null,
    bool? IsLive = null
)
{
    /// <summary>Whether a stored text can match it.</summary>
    internal bool CanBeMet => StoredText.CanBeKept(Status) && StoredText.CanBeKept(Owner) && StoredText.CanBeKept(Text);
}
