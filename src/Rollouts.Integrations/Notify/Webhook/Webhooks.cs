using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>
/// Opens the receivers of signed requests. An address that an administrator has connected is called as it is. An
/// address from a plan is called only if it is public or allowed.
/// </summary>
public sealed class Webhooks : IDisposable
{
    private readonly CurrentInstallation _installation;
    private readonly AdapterContext _around;
    private readonly WebhookSettings _settings;
    private readonly HttpClient _guarded;
    private readonly ConnectionPool<Connection.Hook, (HttpClient Http, HookConnection Hook)> _hooks;

    public Webhooks(CurrentInstallation installation, AdapterContext around)
    {
        (_installation, _around) = (installation, around);
        _settings = installation.Now.Webhooks is { } settings
            ? HookWords.Everywhere.Read(settings)
            : WebhookSettings.None;
        _guarded = HttpPeer.ConnectGuarded(new GuardedConnect(_settings.Allowed, around));
        _hooks = new(installation, Open, hook => hook.Http.Dispose(), around.Clock);
    }

    /// <summary>
    /// Opens the receiver of an address without a network call, so an unreachable one shows at the first request.
    /// </summary>
    public Answer<WebhookPeer> Of(Address address) =>
        address switch
        {
            Address.Url url => Signed(_guarded, url.Template, _settings.Secrets, $"the webhook {url.Template}"),
            Address.Connected connected => OfHook(connected.Connection),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public void Dispose()
    {
        _guarded.Dispose();
        _hooks.Dispose();
    }

    private Answer<WebhookPeer> OfHook(ConnectionName name)
    {
        if (_installation.Now.Connections.GetValueOrDefault(name) is not Connection.Hook connection)
        {
            return new Fault(FaultKind.NotFound, $"no hook is connected as '{name}'");
        }

        var (http, hook) = _hooks.Of(connection);
        var secrets = hook.Secrets.IsEmpty ? _settings.Secrets : hook.Secrets;
        // The address is no template: its braces are escaped by now.
        return Signed(http, hook.Address.AbsoluteUri, secrets, $"the hook '{name}'");
    }

    private static (HttpClient Http, HookConnection Hook) Open(Connection.Hook connection)
    {
        var hook = HookWords.Connection.Read(connection.Settings);
        return (HttpPeer.Connect(hook.Credentials, hook.Tls), hook);
    }

    private Answer<WebhookPeer> Signed(HttpClient http, string address, ValueList<Secret> secrets, string whom) =>
        secrets.IsEmpty
            ? new Fault(
                FaultKind.Denied,
                $"{whom} cannot be called: there is no secret to sign with; an administrator adds one under "
                    + "'webhooks' or to the hook's connection"
            )
            : new WebhookPeer(http, address, secrets, whom, _around.Clock);
}
