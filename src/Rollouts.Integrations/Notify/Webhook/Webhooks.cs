using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Outside.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>
/// Every address that signed requests are sent to. What an administrator has connected is called as it is; what
/// stands in a plan only where it is public, or allowed.
/// </summary>
public sealed class Webhooks : IDisposable
{
    private readonly CurrentInstallation _installation;
    private readonly Surroundings _around;
    private readonly WebhookSettings _settings;
    private readonly HttpClient _guarded;
    private readonly Opened<Connection.Hook, (HttpClient Http, HookConnection Hook)> _hooks;

    public Webhooks(CurrentInstallation installation, Surroundings around)
    {
        (_installation, _around) = (installation, around);
        _settings = installation.Now.Webhooks is { } settings
            ? HookWords.Everywhere.Read(settings)
            : WebhookSettings.None;
        _guarded = HttpPeer.ConnectGuarded(new GuardedConnect(_settings.Allowed, around));
        _hooks = new(installation, Open, hook => hook.Http.Dispose(), around.Clock);
    }

    /// <summary>Talks to nobody: whether somebody answers there is seen when a request is sent.</summary>
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
        // It is no template: its braces have been escaped by now.
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
