using Rollouts.Domain.Connections;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Chat;

/// <summary>The chat systems that administrators have connected, each opened when it is first used.</summary>
public sealed class ChatConnections(CurrentInstallation installation, AdapterContext around) : IDisposable
{
    private readonly ConnectionPool<Connection.Chat, IChatClient> _opened = new(
        installation,
        connection => Adapters.Open(connection, around),
        chat => chat.Dispose(),
        around.Clock
    );

    public IEnumerable<Connection.Chat> All => installation.Now.Connections.Values.OfType<Connection.Chat>();

    /// <summary>The chat system under a name; null if there is none.</summary>
    public (Connection.Chat Connection, IChatClient Chat)? Find(string name)
    {
        var connection = All.FirstOrDefault(chat => chat.Name.Value == name);
        return connection is null ? null : (connection, _opened.Of(connection));
    }

    /// <summary>The chat system of one kind that serves a service.</summary>
    /// <param name="system">As plans call it, as in <c>slack</c>.</param>
    public Answer<(Connection.Chat Connection, IChatClient Chat)> Of(
        string system,
        ServiceName service,
        EnvironmentName environment
    )
    {
        var serving = All.Where(chat => chat.Traits.Key == system && chat.Serves(service, environment)).ToList();
        return serving switch
        {
            [] => new Fault(
                FaultKind.NotFound,
                $"no connection of {system} serves '{service}' in '{environment}'; an administrator adds one"
            ),
            [var one] => (one, _opened.Of(one)),
            _ => new Fault(
                FaultKind.Refused,
                $"{serving.Count} connections of {system} serve '{service}' in '{environment}'; an administrator "
                    + "limits all but one of them to other services or environments"
            ),
        };
    }

    public void Dispose() => _opened.Dispose();
}
