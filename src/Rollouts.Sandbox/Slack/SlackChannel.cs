namespace Rollouts.Sandbox.Slack;

/// <summary>A channel of the sandbox's workspace.</summary>
internal sealed class SlackChannel(string id, string name)
{
    public string Id => id;

    public string Name => name;

    public bool IsArchived { get; set; }

    /// <summary>Whether the app was invited.</summary>
    public bool HasApp { get; set; } = true;

    public List<SlackMessage> Messages { get; } = [];
}
