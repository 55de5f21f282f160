using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>A dialog that is open in front of a user.</summary>
internal sealed record SlackView(string Id, string User, JsonObject Content);
