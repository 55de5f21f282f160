using System.Collections.Immutable;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>How an administrator has connected a workspace.</summary>
/// <param name="Api">With the token of the bot.</param>
/// <param name="SigningSecrets">One, or two while it is changed.</param>
/// <param name="Workspace">The id of the workspace. Requests of all others are refused.</param>
/// <param name="Dashboard">Where people reach the dashboard; ends with a slash.</param>
/// <param name="AppToken">Of Socket Mode; null where Slack sends requests.</param>
/// <param name="Mentions">The user group of Slack that stands for a group of a plan.</param>
internal sealed record SlackSettings(
    Endpoint Api,
    ValueList<Secret> SigningSecrets,
    string Workspace,
    Uri Dashboard,
    ImmutableDictionary<GroupName, string> Mentions,
    Secret? AppToken
);
