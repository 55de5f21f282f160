using System.Collections.Immutable;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Chat.Teams;

/// <summary>How an administrator has connected channels of Microsoft Teams.</summary>
/// <param name="Channels">The address of the workflow that posts into a channel. Who knows it can post there.</param>
/// <param name="Dashboard">Where people reach the dashboard; ends with a slash.</param>
internal sealed record TeamsSettings(ImmutableDictionary<string, Secret> Channels, Uri Dashboard, TlsSettings Tls);
