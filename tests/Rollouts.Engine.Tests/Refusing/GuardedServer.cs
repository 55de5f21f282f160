using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox;
using Rollouts.Sandbox.AppMesh;
using Rollouts.Sandbox.Kong;
using Rollouts.Servers;

namespace Rollouts.Engine.Tests.Refusing;

/// <summary>A stand-in behind permissions that allow reads; writes are refused while a test says so.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    public static readonly RouteName Route = new("demo", "shop", "shop");

    private readonly TempFolder _folder = new();
    private HttpServer? _server;

    public KongGateway Kong { get; } = new(TimeProvider.System, new KongRules());

    public MeshEndpoint AppMesh { get; } = new(new SandboxSettings { Region = "eu-west-1" });

    public bool RefusesWrites { get; set; }

    public int RefusedWrites { get; private set; }

    /// <summary>The connection to Kong, as an administrator writes it.</summary>
    /// <summary>On a busy machine, too, a refusal must not look like a time-out.</summary>
    public string KongConnection => $"{{ kong: {{ address: '{_server!.Address}', timeout: 30s }} }}";

    public string AppMeshConnection =>
        $$"""
            { appMesh: { region: eu-west-1, endpoint: '{{_server!.Address}}', timeout: 30s,
                accessKey: { id: { file: '{{_folder["key"]}}' }, secret: { file: '{{_folder["key"]}}' } } } }
            """.ReplaceLineEndings(" ");

    /// <summary>Kong whose RBAC lets the token read and not update.</summary>
    public static Task<GuardedServer> OfKongAsync() =>
        StartAsync(
            "{\"message\":\"rollouts, you do not have permissions to update this resource\"}",
            (server, app) => app.MapKongAdmin(server.Kong)
        );

    /// <summary>App Mesh whose IAM policy lacks appmesh:UpdateRoute.</summary>
    public static Task<GuardedServer> OfAppMeshAsync() =>
        StartAsync(
            "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized to perform appmesh:UpdateRoute\"}",
            (server, app) => server.AppMesh.Serve(app)
        );

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<GuardedServer> StartAsync(string refusal, Action<GuardedServer, WebApplication> map)
    {
        var server = new GuardedServer();
        server._folder.Write("key", "sandbox");
        server._server = await HttpServer.StartMappedAsync(app =>
        {
            app.Use(
                async (context, next) =>
                {
                    if (!server.RefusesWrites || HttpMethods.IsGet(context.Request.Method))
                    {
                        await next(context);
                        return;
                    }

                    server.RefusedWrites++;
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    context.Response.ContentType = "application/json";
                    await context.Response.WriteAsync(refusal);
                }
            );
            map(server, app);
        });
        return server;
    }
}
