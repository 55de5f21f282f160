using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Notify.Webhook;

/// <summary>Sends signed requests the way that an installation does: from what an administrator writes.</summary>
internal static class Signed
{
    public static readonly string First = "whsec_" + Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]);
    public static readonly string Second = "whsec_" + Convert.ToBase64String([.. Enumerable.Repeat((byte)2, 32)]);

    public static Webhooks Open(string installation, AdapterContext? around = null)
    {
        var (read, problems) = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(installation));
        Assert.True(read is not null, string.Join('\n', problems));
        return new Webhooks(new CurrentInstallation(read), around ?? new AdapterContext(TimeProvider.System));
    }

    public static Task<Answer<WebhookReply>> PostAsync(
        this Webhooks webhooks,
        Address address,
        string id = "msg_1",
        string body = "{\"a\":1}",
        CancellationToken cancellation = default
    )
    {
        Assert.True(webhooks.Of(address).TryGet(out var peer, out var fault), fault?.Message);
        var call = new WebhookCall(id, body, name => name == "version" ? "v1/../x?y" : null);
        return peer.PostAsync(call, mostBytes: 1000, cancellation);
    }

    public static Fault FaultOf(Answer<WebhookReply> answer)
    {
        Assert.False(answer.TryGet(out var reply, out var fault), reply?.ToString());
        return fault;
    }
}
