using System.Globalization;

namespace Rollouts.Demo.Processes;

/// <summary>The API with its worker, on the embedded database.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private const string KeyFileName = "administrator.key";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly OwnedProcess _process;

    private ApiProcess(OwnedProcess process, Uri address, string keyFile) =>
        (_process, Address, KeyFile) = (process, address, keyFile);

    public Uri Address { get; }

    /// <summary>The file that holds the administrator's key.</summary>
    public string KeyFile { get; }

    public static async Task<ApiProcess> StartAsync(
        int port,
        string data,
        string installation,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation
    )
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var process = OwnedProcess.Start(
            Programs.DotNet,
            [
                Programs.PathOf("rollouts-api"),
                "serve",
                "--installation",
                installation,
                "--data",
                data,
                "--listen",
                address.ToString(),
            ],
            environment
        );
        var api = new ApiProcess(process, address, Path.Combine(data, KeyFileName));
        try
        {
            using var http = new HttpClient { BaseAddress = address };
            await process.ReadyAsync("the API", token => IsReadyAsync(http, token), LongestStart, cancellation);
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync("health/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
