using System.Globalization;
using Amazon.Runtime.Internal;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Aws;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>
/// The places where AWS leaves credentials for a program, as stand-ins on the loopback, and the variables that lead
/// there. The variables are those of the whole process, so tests with them run alone.
/// </summary>
internal sealed class AwsEnvironment : IAsyncDisposable
{
    /// <summary>The files of the shared configuration, whose places the SDK looks up only once.</summary>
    public static readonly string Credentials = Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE")!;

    public static readonly string Config = Environment.GetEnvironmentVariable("AWS_CONFIG_FILE")!;

    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);
    private readonly string _credentialsBefore = File.ReadAllText(Credentials);
    private readonly TempFolder _folder = new();
    private HttpServer _server = null!;

    /// <summary>The requests to the stand-ins: method, path and what identifies the caller.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The key that is handed out. Each has a session token.</summary>
    public AwsKey Key { get; set; } = new("ASIA1", "session-secret", "session-1");

    /// <summary>How long the handed out key is valid.</summary>
    public TimeSpan Valid { get; set; } = TimeSpan.FromHours(1);

    public string Address => _server.Address.ToString().TrimEnd('/');

    public static async Task<AwsEnvironment> StartAsync()
    {
        var environment = new AwsEnvironment();
        environment._server = await HttpServer.StartAsync(environment.AnswerAsync);
        return environment;
    }

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        return _folder.Write(name, text);
    }

    public string Folder(string name) => _folder[name];

    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);

        // The SDK reads some variables once.
        FallbackInternalConfigurationFactory.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        await File.WriteAllTextAsync(Credentials, _credentialsBefore);
        await File.WriteAllTextAsync(Config, "");
        FallbackInternalConfigurationFactory.Reset();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value!);
        string Header(string name) => context.Request.Headers[name].ToString();
        switch (method, path)
        {
            case ("GET", "/container"):
                Asked.Add($"container {Header("Authorization")}");
                await context.Response.WriteAsync(Json("Token"));
                break;
            case ("PUT", "/latest/api/token"):
                Asked.Add("instance token");
                context.Response.Headers["x-aws-ec2-metadata-token-ttl-seconds"] = "21600";
                await context.Response.WriteAsync("imds-token");
                break;
            case ("GET", _) when path.StartsWith("/latest/", StringComparison.Ordinal):
                await AnswerInstanceAsync(context, path, Header("X-aws-ec2-metadata-token"));
                break;
            case ("GET", "/federation/credentials"):
                Asked.Add($"sso {context.Request.QueryString} {Header("x-amz-sso_bearer_token")}");
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(
                    $$"""
                    {"roleCredentials":{"accessKeyId":"{{Key.Id}}","secretAccessKey":"{{Key.Secret}}",
                    "sessionToken":"{{Key.Token}}","expiration":{{Until.ToUnixTimeMilliseconds()}} } }
                    """
                );
                break;
            case ("POST", "/"):
                await AnswerStsAsync(context);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private async Task AnswerInstanceAsync(HttpContext context, string path, string token)
    {
        if (token != "imds-token")
        {
            // The second version of the service answers nothing without a token.
            context.Response.StatusCode = 401;
            return;
        }

        const string roles = "/latest/meta-data/iam/security-credentials/";
        Asked.Add($"instance {path}");
        await context.Response.WriteAsync(
            path.TrimEnd('/') == roles.TrimEnd('/') ? "rollouts"
            : path == roles + "rollouts" ? Json("Token")
            : ""
        );
    }

    private async Task AnswerStsAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var action = form["Action"].ToString();
        var who = action == "AssumeRole" ? form["ExternalId"] : form["WebIdentityToken"];
        Asked.Add($"sts {action} {form["RoleArn"]} {who}");
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
            <AccessKeyId>{Key.Id}</AccessKeyId><SecretAccessKey>{Key.Secret}</SecretAccessKey>
            <SessionToken>{Key.Token}</SessionToken><Expiration>{Text(Until)}</Expiration>
            </Credentials></{action}Result></{action}Response>
            """
        );
    }

    private DateTimeOffset Until => TimeProvider.System.GetUtcNow() + Valid;

    private string Json(string token) =>
        $$"""
            {"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"{{Key.Id}}","SecretAccessKey":"{{Key.Secret}}",
            "{{token}}":"{{Key.Token}}","Expiration":"{{Text(Until)}}","LastUpdated":"2026-01-01T00:00:00Z"}
            """;

    private static string Text(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
