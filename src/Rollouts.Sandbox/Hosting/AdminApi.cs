using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Front;
using Rollouts.Sandbox.Load;
using Rollouts.Sandbox.Shop;

namespace Rollouts.Sandbox.Hosting;

/// <summary>The admin API over plain HTTP and JSON, which changes the running sandbox and shows its metrics.</summary>
internal sealed class AdminApi(SandboxHost sandbox)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // A misspelt failure must not mean no failure.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    public async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Trim('/').Split('/');
        var answer = (context.Request.Method, parts) switch
        {
            ("GET", [""]) => Results.Json(SandboxState.Of(sandbox), Json),
            ("GET", ["metrics"] or ["stats", "prometheus"]) => Results.Text(
                sandbox.Metrics.Page(),
                "text/plain; version=0.0.4; charset=utf-8"
            ),
            ("PUT", ["shop", var name]) => await TurnShopAsync(context, name),
            ("PUT", ["services", var service, "idle"]) => sandbox.IdleVersionOf(service) is { } idle
                ? await TurnShopAsync(context, idle)
                : Refused(404, $"no version of a service '{service}' is without traffic"),
            ("PUT", ["services", var service, "front"]) => await TurnFrontAsync(context, service),
            ("DELETE", ["shop", var name]) => await sandbox.Shop.StopAsync(name)
                ? Results.NoContent()
                : Refused(404, $"no version '{name}' runs"),
            ("PUT", ["load"]) => await TurnLoadAsync(context),
            ("PUT", ["endpoints", var name, "mishaps"]) => await TurnMishapsAsync(context, name),
            _ => Refused(404, "see docs/sandbox.md for what can be asked here"),
        };
        await answer.ExecuteAsync(context);
    }

    private async Task<IResult> TurnShopAsync(HttpContext context, string name)
    {
        if (!IsName(name))
        {
            return Refused(400, "a version is named by letters, digits, '.', '_' and '-'");
        }

        var (dial, complaint) = await ReadAsync<Dial>(context);
        return (complaint ?? dial!.Complaint) is { } wrong ? Refused(400, wrong)
            : await sandbox.Shop.TurnAsync(name, dial!, context.RequestAborted) ? Results.Json(dial, Json)
            : Refused(409, $"{ShopVersions.MostVersions} versions run already; stop one first");
    }

    private async Task<IResult> TurnFrontAsync(HttpContext context, string service)
    {
        var (dial, complaint) = await ReadAsync<FrontDial>(context);
        return complaint is not null ? Refused(400, complaint)
            : sandbox.TurnFront(service, dial!) ? Results.Json(dial, Json)
            : Refused(404, $"there is no service '{service}'");
    }

    private async Task<IResult> TurnLoadAsync(HttpContext context)
    {
        var (load, complaint) = await ReadAsync<LoadState>(context);
        if (complaint is not null || load!.RequestsPerSecond is not (>= 0 and <= LoadMaker.MostPerSecond))
        {
            return Refused(400, complaint ?? $"requestsPerSecond is from 0 to {LoadMaker.MostPerSecond}");
        }

        sandbox.Load.PerSecond = load.RequestsPerSecond;
        return Results.Json(load, Json);
    }

    private async Task<IResult> TurnMishapsAsync(HttpContext context, string name)
    {
        if (sandbox.Endpoint(name) is not { } endpoint)
        {
            return Refused(404, $"there is no endpoint '{name}'");
        }

        var (plan, complaint) = await ReadAsync<MishapPlan>(context);
        if ((complaint ?? plan!.Complaint) is { } wrong)
        {
            return Refused(400, wrong);
        }

        endpoint.Mishaps.Plan = plan!;
        return Results.Json(plan, Json);
    }

    private static async Task<(T? Value, string? Complaint)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            return
                await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted) is { } it
                ? (it, null)
                : (null, "an object is needed");
        }
        catch (JsonException e)
        {
            return (null, e.Message);
        }
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static IResult Refused(int status, string why) => Results.Json(new { error = why }, Json, null, status);
}
