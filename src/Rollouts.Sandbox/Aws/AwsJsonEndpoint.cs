using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Sandbox.Aws;

/// <summary>A service of AWS that speaks the JSON protocol 1.1: one path, and the operation in a header.</summary>
/// <param name="service">The service name that is signed.</param>
/// <param name="prefix">What precedes the operation in <c>X-Amz-Target</c>.</param>
internal abstract class AwsJsonEndpoint(AwsAccount account, string service, string prefix) : IEndpoint
{
    private readonly SignatureCheck _signatures = new(service, account.Region, account.Keys, account.Clock);
    private readonly Lock _lock = new();

    public abstract string Name { get; }

    public Mishaps Mishaps { get; } = new();

    public void Serve(WebApplication server) => server.Run(AnswerAsync);

    /// <summary>Answers one operation; an error is thrown. Calls come one after another.</summary>
    protected abstract JsonObject Answer(string operation, JsonObject body);

    /// <summary>The name of an error of the service itself.</summary>
    protected virtual string InternalError => "InternalServerError";

    /// <summary>The time in the protocol's form.</summary>
    protected double Now => account.Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    protected string Arn(string resource) => $"arn:aws:{service}:{account.Region}:{account.Id}:{resource}";

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        var request = await SignedRequest.ReadAsync(context);
        if (_signatures.Check(request) is { } refusal)
        {
            // The JSON protocol answers a wrong signature with 400 and not with 403.
            await FailAsync(context, new AwsJsonError(refusal.Code, refusal.Message));
            return;
        }

        await Mishaps.DelayAsync(account.Clock, context.RequestAborted);
        try
        {
            var body = Served(context.Request.Headers["X-Amz-Target"].ToString(), request.Body);
            await WriteAsync(context, 200, body);
        }
        catch (AwsJsonError error)
        {
            await FailAsync(context, error);
        }
    }

    private JsonObject Served(string target, byte[] body)
    {
        if (Mishaps.ThrottlesThis())
        {
            throw new AwsJsonError("ThrottlingException", "Rate exceeded");
        }

        if (Mishaps.FailsThis())
        {
            throw new AwsJsonError(InternalError, "The sandbox was told to fail", 500);
        }

        if (!target.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw new AwsJsonError("UnknownOperationException", "");
        }

        lock (_lock)
        {
            return Answer(target[prefix.Length..], Parsed(body));
        }
    }

    private static JsonObject Parsed(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new AwsJsonError("SerializationException", "no object");
        }
        catch (JsonException)
        {
            throw new AwsJsonError("SerializationException", "no JSON");
        }
    }

    private static Task FailAsync(HttpContext context, AwsJsonError error) =>
        WriteAsync(
            context,
            error.Status,
            new JsonObject
            {
                ["__type"] = error.Code,
                ["message"] = error.Message,
                ["Message"] = error.Message,
            }
        );

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
