using Microsoft.Extensions.DependencyInjection;
using Rollouts.Api.Limits;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Tests.Fuzz;

/// <summary>
/// Every operation of the API's own description, each called with hundreds of hostile requests: none may be answered
/// with an error of ours, hang, or change anything where it is refused.
/// </summary>
public sealed class FuzzTests : ApiTest
{
    private const int CallsEach = 250;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private int _calls;
    private int _done;

    internal override ApiLimits Limits => new(EachSecond: 100_000, AtOnce: 100_000);

    [Fact]
    public async Task No_request_is_answered_with_an_error_of_ours_and_no_refused_one_changes_anything()
    {
        var known = (await Administrator.StartAsync("v2")).Is(201)["id"];
        var document = (await Stranger.GetAsync("openapi.json")).Is(200).Json;
        List<string> wrong = [];
        foreach (var operation in Operation.AllIn(document))
        {
            // A seed of its own each, so that one more operation changes none of the others.
            var random = new Random(operation.ToString().Sum(letter => letter));
            var hostile = new Hostile(random, known);
            for (var call = 0; call < CallsEach; call++)
            {
                wrong.AddRange(await CallAsync(operation, hostile));
            }
        }

        Assert.Empty(wrong);
        // Not all of them ended at the first door.
        Assert.InRange(_done, _calls / 20, _calls);
    }

    private async Task<IEnumerable<string>> CallAsync(Operation operation, Hostile hostile)
    {
        var before = await HeadsAsync();
        using var request = operation.Request(hostile);
        var said = $"{request.Method} {request.RequestUri} {request.Content?.ReadAsStringAsync().Result}";
        said = said.Length > 500 ? said[..500] : said;
        using var late = new CancellationTokenSource(Longest);
        try
        {
            using var response = await Administrator.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                late.Token
            );
            var answer = await Answer.OfAsync(response);
            _calls++;
            _done += answer.Status < 400 ? 1 : 0;
            return
            [
                .. answer.Status >= 500 ? [$"{said} -> {answer.Status} {answer.Text}"] : Array.Empty<string>(),
                .. answer.Status >= 400 && !IsProblem(answer)
                    ? [$"{said} -> no problem document: {answer.Text}"]
                    : Array.Empty<string>(),
                .. answer.Status >= 400 && !before.SequenceEqual(await HeadsAsync())
                    ? [$"{said} -> {answer.Status}, and something has changed"]
                    : Array.Empty<string>(),
            ];
        }
        catch (HttpRequestException)
        {
            // What is far too large is hung up on while it is still being sent.
            return before.SequenceEqual(await HeadsAsync())
                ? Array.Empty<string>()
                : [$"{said} -> hung up, and something has changed"];
        }
        catch (OperationCanceledException)
        {
            return [$"{said} -> no answer"];
        }
    }

    // Kestrel itself answers what is no HTTP at all, without a body.
    private static bool IsProblem(Answer answer) =>
        answer.Text.Length == 0 || (answer.Type == "application/problem+json" && answer.Code.Length > 0);

    private async Task<List<Head>> HeadsAsync()
    {
        List<Head> heads = [];
        var streams = Host.Services.GetRequiredService<IStore>().Streams;
        await foreach (var head in streams.HeadsAsync(new StreamName(""), default))
        {
            heads.Add(head);
        }

        return heads;
    }
}
