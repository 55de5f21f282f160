namespace Rollouts.Sandbox.Slack;

/// <summary>An account that the sandbox knows.</summary>
/// <param name="Team">The workspace that the account belongs to.</param>
internal sealed record SlackUser(
    string Id,
    string Name,
    string Team,
    bool IsGuest = false,
    bool IsBot = false,
    bool IsDeleted = false
)
{
    /// <summary>What people call the holder.</summary>
    public string RealName => $"{char.ToUpperInvariant(Name[0])}{Name[1..]} of the sandbox";
}
