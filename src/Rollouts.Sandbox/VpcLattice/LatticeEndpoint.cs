using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Aws;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>The wire protocol of VPC Lattice (2022-11-30, REST-JSON): signatures, failures, paths and errors.</summary>
internal sealed class LatticeEndpoint(SandboxSettings settings, LatticeStore store, LatticeIds ids) : IEndpoint
{
    private readonly SignatureCheck _signatures = new("vpc-lattice", settings.Region, settings.Keys, settings.Clock);
    private readonly LatticeCalls _calls = new(store, new LatticeDocuments(ids));
    private readonly LatticeRuleCalls _rules = new(store, new LatticeDocuments(ids));
    private long _served;

    public string Name => "vpcLattice";

    public Mishaps Mishaps { get; } = new();

    /// <summary>The number of answered requests, whatever became of them.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>The identifier of the last answered write, as CloudTrail would show it.</summary>
    public string LastWrite { get; private set; } = "";

    public void Serve(WebApplication server) => server.Run(AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _served);
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        var request = await SignedRequest.ReadAsync(context);
        if (_signatures.Check(request) is { } refusal)
        {
            var body = new JsonObject { ["message"] = refusal.Message };
            await WriteAsync(context, new LatticeError(refusal.Status, refusal.Code, body));
            return;
        }

        await Mishaps.DelayAsync(settings.Clock, context.RequestAborted);
        LatticeAnswer answer;
        if (Mishaps.ThrottlesThis())
        {
            answer = LatticeError.Throttled();
        }
        else if (Mishaps.FailsThis())
        {
            answer = LatticeError.Broken();
        }
        else
        {
            lock (store.Gate)
            {
                answer = Answer(context.Request, request);
                LastWrite = request.Method != "GET" && answer.Error is null ? requestId : LastWrite;
            }
        }

        await WriteAsync(context, answer);
    }

    private LatticeAnswer Answer(HttpRequest query, SignedRequest request)
    {
        var parts = request.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var body = request.Body.Length == 0 ? [] : Parsed(request.Body);
        if (body is null)
        {
            return LatticeError.Unreadable();
        }

        return (request.Method, parts) switch
        {
            ("GET", ["targetgroups"]) => _calls.ListGroups(query),
            ("POST", ["targetgroups"]) => _calls.CreateGroup(body),
            ("GET", ["targetgroups", var group]) => _calls.GetGroup(group),
            ("DELETE", ["targetgroups", var group]) => _calls.DeleteGroup(group),
            ("GET", ["services"]) => _calls.ListServices(query),
            ("GET", ["services", var service]) => _calls.GetService(service),
            ("GET", ["services", var service, "listeners"]) => _calls.ListListeners(service, query),
            (_, ["services", var service, "listeners", var listener, .. var rest]) => OfListener(
                query,
                request.Method,
                service,
                listener,
                rest,
                body
            ),
            _ => LatticeError.UnknownOperation(),
        };
    }

    private LatticeAnswer OfListener(
        HttpRequest query,
        string method,
        string serviceId,
        string listenerId,
        string[] rest,
        JsonObject body
    )
    {
        if (_calls.Find(serviceId, listenerId, out var service, out var listener) is { } missing)
        {
            return missing;
        }

        var stale = Mishaps.Plan.Stale;
        return (method, rest) switch
        {
            ("GET", []) => _calls.GetListener(service!, listener!, stale),
            ("PATCH", []) => _calls.UpdateListener(service!, listener!, body),
            ("GET", ["rules"]) => _rules.List(service!, listener!, query),
            ("POST", ["rules"]) => _rules.Create(service!, listener!, body),
            ("GET", ["rules", var rule]) => _rules.Get(service!, listener!, rule, stale),
            ("PATCH", ["rules", var rule]) => _rules.Update(service!, listener!, rule, body),
            ("DELETE", ["rules", var rule]) => LatticeRuleCalls.Delete(listener!, rule),
            _ => LatticeError.UnknownOperation(),
        };
    }

    private static JsonObject? Parsed(byte[] body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?.DeepClone().AsObject();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static Task WriteAsync(HttpContext context, LatticeAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Error is { } error)
        {
            context.Response.Headers["x-amzn-ErrorType"] = error.Code;
            if (error.RetryAfterSeconds is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }
        }

        if (answer.Body is not { } body)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
