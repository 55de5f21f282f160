using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Rollouts.Cli.Server;

/// <summary>
/// The client of one server. A repeatable request is retried after a broken connection or a transient error. A refused
/// request ends the command with the server's reason.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    private static readonly RefitSettings Settings = new()
    {
        // Retries recognize a broken connection by the original exception.
        TransportExceptionFactory = (_, failure, _) => failure,
    };

    /// <summary>A call that takes longer hangs. Lists and commands are answered within seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;

    public ServerClient(Uri address, Credential? credential)
    {
        Address = new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        HasCredential = credential is not null;
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = Address,
            Timeout = Longest,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("rollouts", CliVersion.Number));
        credential?.AddTo(_http.DefaultRequestHeaders);
    }

    public Uri Address { get; }

    public bool HasCredential { get; }

    /// <summary>For requests without an interface: exports that are copied unchanged.</summary>
    public HttpClient Http => _http;

    public T Api<T>() => RestService.ForGenerated<T>(_http, Settings);

    public void Dispose() => _http.Dispose();

    /// <summary>Sends a repeatable request: it changes nothing, or carries an idempotency key.</summary>
    public Task<T> SendAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    ) => SendAsync(send, type, Retries.Repeated, cancellation);

    /// <summary>Sends a request that must not be repeated.</summary>
    public Task<T> SendOnceAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    ) => SendAsync(send, type, Retries.None, cancellation);

    /// <summary>Sends a request and returns the response with its ETag.</summary>
    public async Task<(T Value, string? ETag)> SendTaggedAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
    {
        using var response = await AnswerAsync(send, Retries.Repeated, cancellation);
        return (await ReadAsync(response, type, cancellation), response.Headers.ETag?.ToString());
    }

    private async Task<T> SendAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> type,
        Polly.ResiliencePipeline<HttpResponseMessage> retries,
        CancellationToken cancellation
    )
    {
        using var response = await AnswerAsync(send, retries, cancellation);
        return await ReadAsync(response, type, cancellation);
    }

    /// <summary>The response of a request that was not refused.</summary>
    public async Task<HttpResponseMessage> AnswerAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        Polly.ResiliencePipeline<HttpResponseMessage> retries,
        CancellationToken cancellation
    )
    {
        HttpResponseMessage response;
        try
        {
            response = await retries.ExecuteAsync(async token => await send(token), cancellation);
        }
        catch (Exception exception) when (Retries.IsBroken(exception, cancellation))
        {
            throw new CommandFailedException(
                ExitCodes.Unreachable,
                $"{Address} does not answer: {Innermost(exception).Message}. Check the address and the network, and "
                    + "try again."
            );
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ServerRefusal.OfAsync(response, this, cancellation);
        }
    }

    private async Task<T> ReadAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return (await JsonSerializer.DeserializeAsync(body, type, cancellation))!;
        }
        catch (JsonException)
        {
            throw new CommandFailedException(
                ExitCodes.Unreachable,
                $"{Address} answers with something else than this program knows. Check that it is the address of a "
                    + "Rollouts server, and that both are of one version."
            );
        }
    }

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
