namespace Rollouts.Sandbox.Slack;

/// <summary>The workspace that the sandbox plays. The secrets open nothing but this sandbox.</summary>
internal sealed record SlackSettings
{
    public const string Workspace = "T0SANDBOX";
    public const string OtherWorkspace = "T0OTHERS1";
    public const string AppId = "A0ROLLOUTS";
    public const string BotUser = "U0ROLLOUTS";

    public string BotToken { get; init; } = "xoxb-sandbox";

    public string AppToken { get; init; } = "xapp-sandbox";

    public string SigningSecret { get; init; } = "sandbox-signing-secret";

    /// <summary>How long it waits for an acknowledgement, and how long a trigger opens a dialog.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many messages a channel takes at once before it takes one a second.</summary>
    public int Burst { get; init; } = 3;

    /// <summary>How many calls of a method of Tier 3 the workspace takes in a minute.</summary>
    public int Tier3 { get; init; } = 50;

    public static IReadOnlyList<SlackUser> Users { get; } =
    [
        new("U0ANA", "ana", Workspace),
        new("U0BEN", "ben", Workspace),
        new("U0CLEO", "cleo", Workspace),
        new("U0GUEST", "gus", Workspace, IsGuest: true),
        new("U0ROBOT", "robot", Workspace, IsBot: true),
        new("U0GONE", "gone", Workspace, IsDeleted: true),
        new("U0STRANGER", "stranger", OtherWorkspace),
        new(BotUser, "rollouts", Workspace, IsBot: true),
    ];
}
