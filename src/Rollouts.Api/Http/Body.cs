using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>Reads the whole body of a request up to a limit, before it is used.</summary>
internal static class Body
{
    /// <summary>The largest plan that the plan reader accepts, as a string in JSON.</summary>
    public const int Most = 1024 * 1024;

    public static Problem TooLargeProblem { get; } =
        new(
            StatusCodes.Status413PayloadTooLarge,
            "request.too-large",
            $"the body is larger than {Most / 1024} KiB, as large as it may be"
        );

    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Most)
        {
            throw TooLarge();
        }

        using var room = new MemoryStream();
        var part = new byte[16 * 1024];
        int count;
        while ((count = await context.Request.Body.ReadAsync(part, context.RequestAborted)) > 0)
        {
            room.Write(part, 0, count);
            if (room.Length > Most)
            {
                throw TooLarge();
            }
        }

        return room.ToArray();
    }

    public static T Parse<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, ApiJson.Options) ?? throw Unreadable("the body is null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException)
        {
            throw Unreadable(exception.Message);
        }
    }

    private static BadRequestException Unreadable(string why) =>
        new(new Problem(StatusCodes.Status400BadRequest, "request.body", $"the body cannot be read: {why}"));

    private static BadRequestException TooLarge() => new(TooLargeProblem);
}
