using System.Collections.Concurrent;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
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
    private readonly Installation _installation;
    private readonly Surroundings _around;
    private readonly WebhookSettings _settings;
    private readonly HttpClient _guarded;
    private readonly ConcurrentDictionary<ConnectionName, Lazy<(HttpClient Http, HookConnection Hook)>> _hooks = new();

    public Webhooks(Installation installation, Surroundings around)
    {
        (_installation, _around) = (installation, around);
        _settings = installation.Webhooks is { } settings ? HookWords.Everywhere.Read(settings) : WebhookSettings.None;
        _guarded = HttpPeer.ConnectGuarded(new GuardedConnect(_settings.Allowed, around));
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
        foreach (var hook in _hooks.Values.Where(hook => hook.IsValueCreated))
        {
            hook.Value.Http.Dispose();
        }
    }

    private Answer<WebhookPeer> OfHook(ConnectionName name)
    {
        if (_installation.Connections.GetValueOrDefault(name) is not Connection.Hook connection)
        {
            return new Fault(FaultKind.NotFound, $"no hook is connected as '{name}'");
        }

        var (http, hook) = _hooks.GetOrAdd(name, _ => new(() => Open(connection))).Value;
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
