using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Kubernetes;

namespace Rollouts.Servers.Kubernetes;

/// <summary>
/// The API server of the sandbox, alone, with the means to make it refuse, hurry and break. Another client can change
/// its objects beside the one that is tested.
/// </summary>
public sealed class KubernetesServer : IAsyncDisposable
{
    public const string Token = "a-token-of-a-service-account";

    /// <summary>The manager under which <see cref="Put"/> and <see cref="Change"/> write.</summary>
    public const string OtherManager = "argocd-controller";

    private readonly Lock _door = new();
    private readonly ClusterStore _store = new(TimeProvider.System);
    private readonly ClusterApi _api;
    private HttpServer? _server;

    private KubernetesServer()
    {
        _api = new ClusterApi(Token, _store, TimeProvider.System);
        _api.Changing = manager =>
        {
            lock (_door)
            {
                Managers.Add(manager);
            }
        };
    }

    public Uri Address => _server!.Address;

    /// <summary>Every request, as in <c>PATCH /apis/...</c>; reads of collections are <c>LIST</c> or <c>WATCH</c>.</summary>
    public IList<string> Requests { get; } = [];

    /// <summary>The managers that changed an object, in the order of their changes.</summary>
    public IList<string> Managers { get; } = [];

    /// <summary>Answers in place of the server while it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = static _ => Task.FromResult(false);

    /// <summary>What the controller of a kind writes into the status of a changed object; it does nothing by itself.</summary>
    public Action<JsonObject> Controller
    {
        get => _store.Controller;
        set => _store.Controller = value;
    }

    /// <summary>What a definition drops from an object and does not report.</summary>
    public Action<JsonObject> Prune
    {
        get => _store.Prune;
        set => _store.Prune = value;
    }

    /// <summary>Why a webhook refuses a change; null where it does not.</summary>
    public Func<JsonObject, string?> Admission
    {
        get => _api.Admission;
        set => _api.Admission = value;
    }

    /// <summary>Whether a verb on a plural is allowed to who asks.</summary>
    public Func<string, string, bool> Allows
    {
        get => _api.Allows;
        set => _api.Allows = value;
    }

    public TimeSpan Delay
    {
        get => _api.Delay;
        set => _api.Delay = value;
    }

    public TimeSpan BookmarkEvery
    {
        get => _api.BookmarkEvery;
        set => _api.BookmarkEvery = value;
    }

    /// <summary>Runs before a change is looked at, as another client that is quicker.</summary>
    public Action BeforeChange
    {
        get => _api.BeforeChange;
        set => _api.BeforeChange = value;
    }

    public static async Task<KubernetesServer> StartAsync()
    {
        var server = new KubernetesServer();
        server._server = await HttpServer.StartAsync(server.AnswerAsync);
        return server;
    }

    public JsonObject this[string path] => _store.Find(ObjectPath.Parse(path)!) ?? throw new KeyNotFoundException(path);

    /// <summary>Another client replaces an object, or creates it.</summary>
    public void Put(string path, string json, string manager = OtherManager) =>
        Store(path, manager, _ => JsonNode.Parse(json)!.AsObject());

    /// <summary>Another client changes an object.</summary>
    public void Change(string path, Action<JsonObject> change, string manager = OtherManager) =>
        Store(
            path,
            manager,
            tree =>
            {
                change(tree!);
                return tree!;
            }
        );

    public void Remove(string path) => _store.Remove(ObjectPath.Parse(path)!);

    /// <summary>Answers the next requests with 429.</summary>
    public void Throttle(int requests, int seconds) => _api.Throttle(requests, seconds);

    /// <summary>Forgets past changes, so that a watch which asks for them is told 410.</summary>
    public void Compact() => _store.Compact();

    public void BreakWatches() => _api.BreakWatches();

    public int CountOf(string verb)
    {
        lock (_door)
        {
            return Requests.Count(request => request.StartsWith(verb + " ", StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _api.Dispose();
    }

    private void Store(string path, string manager, Func<JsonObject?, JsonObject> change) =>
        _store.Change(ObjectPath.Parse(path)!, manager, "Update", isDryRun: false, old => (change(old), null));

    private async Task AnswerAsync(HttpContext context)
    {
        lock (_door)
        {
            var verb =
                context.Request.Query["watch"].Count > 0 ? "WATCH"
                : context.Request.Method == "GET" && ObjectPath.Parse(context.Request.Path.Value!) is { Name: null }
                    ? "LIST"
                : context.Request.Method;
            Requests.Add($"{verb} {context.Request.Path.Value}");
        }

        if (!await Instead(context))
        {
            await _api.AnswerAsync(context);
        }
    }
}
