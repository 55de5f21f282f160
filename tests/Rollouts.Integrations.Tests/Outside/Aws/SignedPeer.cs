using Microsoft.AspNetCore.Http;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>A server that takes only what is signed for it, and the client of an adapter that calls it.</summary>
internal sealed class SignedPeer : IAsyncDisposable
{
    private readonly List<AwsKey> _keys = [];
    private readonly List<string> _refused = [];
    private readonly HttpServer _server;

    private SignedPeer(HttpServer server) => _server = server;

    public string Address => _server.Address.ToString();

    /// <summary>The keys that it knows just now.</summary>
    public IList<AwsKey> Keys => _keys;

    /// <summary>The codes by which it turned requests away.</summary>
    public IReadOnlyList<string> Refused => _refused;

    public static async Task<SignedPeer> StartAsync(string service, Func<HttpContext, Task>? answer = null)
    {
        SignedPeer peer = null!;
        var server = await HttpServer.StartAsync(context => peer.TakeAsync(context, service, answer));
        return peer = new SignedPeer(server);
    }

    /// <summary>A client that signs as an administrator has written it.</summary>
    public HttpClient Client(AwsAccess access, string service = "things") =>
        AwsPeer.Connect(
            new AwsEndpoint(access, _server.Address, TlsSettings.None, TimeSpan.FromSeconds(5)),
            service,
            new AdapterContext(TimeProvider.System)
        );

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context, string service, Func<HttpContext, Task>? answer)
    {
        var check = new SignatureCheck(service, "eu-west-1", _keys, TimeProvider.System);
        if (check.Check(await SignedRequest.ReadAsync(context)) is { } refusal)
        {
            _refused.Add(refusal.Code);
            context.Response.StatusCode = refusal.Status;
            context.Response.Headers["x-amzn-ErrorType"] = refusal.Code;
            await context.Response.WriteAsJsonAsync(new { message = refusal.Message });
        }
        else if (answer is not null)
        {
            await answer(context);
        }
    }
}
