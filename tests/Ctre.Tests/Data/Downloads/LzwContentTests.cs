using System.IO.Compression;
using System.Text;
using Ctre.Data.Downloads;

namespace Ctre.Tests.Data.Downloads;

public sealed class LzwContentTests
{
    /// <summary>The numbers 0 to 599, each with a blank, by <c>compress -b 16</c>: codes of 9, 10 and 11 bits.</summary>
    private const string Numbers =
        "H52QMEDEACEDxAwQNEDUAGEDxA0QOEDkEBgwxsAYBWMcjJEwxsIYDWM8jBExxkQZAWUMlFFQxkEZCWUslNFQxkMZEWVMnBFwxsAZBWccnJFwxsIZDWc8nBFxxkQa"
        + "AWkMpFGQxkEaCWkspNGQxkMaEWlMrBGwxsAaBWscrJGwxsIaDWs8rBGxxkQbAW0MtFHQxkEbCW0stNHQxkMbEW1MvBHwxsAbBW8cvJHwxsIbDW88vBHxxkQcAXEM"
        + "xFEQx0EcCXEsxNEQx0McEXFMzBEwx8AcBXMczJEwx8IcDXM8zBExx8QYMCrCuAgjI4yNMDrC+AgjJIyRMErCOI5coEXvGTV67+jRe0iR3kuaFIiS/UWW7DfCZP+R"
        + "JvuRONkf5ynQZ/+MQvXXkVH9haRUfyU5JRBUC15E1YIbYbXgR1wtOBJYCx5HlkBmcZiRWhx25BaHIcnFYUl2CYSXihfxpeJGgKn4EWEqjoSYiscxJpBjO2Yk2Y4d"
        + "WbZjSJrtWJJnAoGW5EWkJbkRakl+xFqSI8GW5HG0CWSblhnppmVHvmkZknBalmQcQcmhuVJzaL4UHZozVYfmTdmheVJ3Kq2EEUHiqRRTeSrVhJ5KOa3HUkoqEQQf"
        + "Sy/Nx9JM9rF0U34sncSfSysBRVCALsVEoEs1HehSTgrClJJUBD0I00sSwjRThTDdhCFMJ20o00poEQSiTDGNKFNNJsqUU4o0paQXQS7S9FKMNM1EI0033UjTSTra"
        + "tBJkBP1oU0xC2lRTkTblhCROKYlGUJM4vQQlTjNNidNNVuJ0UpY6rYQbQV7qFFOYOtVEpk45nclTT8sZxCZPQ73J01Fy8rRUnTzt1J1PP+3p01AcGVSeT0mh51NT"
        + "6wHVU6JABeWSQfMBdZR9QC2VH1A78SfUT5oKNRRRBhEoVFIHCtWUgkT1hCpRQVllkIREHVUhUUthSNROGxr1U65GDcWWQSMalZSJRjWVIlI9HYtUUH4ZFCNSR9GI"
        + "1FI3IrWTjkr9hK1SQ1FmkJBKJVWkUk0hyVRP5jIVlGkGQcnUUVMytZSVTO2UpVM/3evUULwZFKZTSZHpVFNnQhVVwVBV9RxCb0K1lZxQfVUnVE91J9VUe0p1VcZS"
        + "bQUSQuhJFdZ6VEWVKFVVnUxVVjIhZB9VX+VH1VP8WTWVplZdhbNVWyGF0IFWhaUgVlGhilVVRmOVlVYIVYjVVxhi9dSGWk2Vq1ZXXa3VVnAhZKJWYaXIVVTHclVV"
        + "2VzJimAQQiOufOVGXHmKjrwyFWx55Sp288pWMIOQInklLEgCS1TMBZaqEA4sWVENQqYElq9YCSxPyZJYpnIvsVylcmLZCnAQQiaxhOVMZClLwciSltGRpS3TUYic"
        + "yDKXOpFlLN0xy1n2ZJa1ZMwsb7mdWeZCEoWsBy1lSRRa0nIytLSleGiJi00Ukh+0jIU/ajmLptSyFpyp5S3WU8tcmKIQBbGlLKhiS1qMxpa2kI8tcfGKQjDElrFs"
        + "yC1nyZVb1nI1t7ylfm6ZC10UkiK4lOVYcElL2eDSlgHCJS6GUciN4DIWHcnlLNiSy1rsJpe3UFAuc+GMQpBEl7KYiy5pIRxd2iJCusTFNQqxEl3GkiW7nOVedllL"
        + "5ezylhnaZS7EUciZAA==";

    /// <summary>
    /// By <c>compress -b 9</c>, then gzip: 33,000 times "a", 15,000 times "b", and the numbers 0 to 99 with blanks. The table fills with
    /// runs of "a", does not suit what follows, and is cleared.
    /// </summary>
    private const string Cleared =
        "H4sIAAAAAAACA+3aXUtTcRzAcTWw0HNG4Y3kI3gTTqU5H/FmcCB0x4fAm2A+LA0MlxJ4E3hzyIuWCwq8SPBptUpzPszteHY8O7rFP3XPK7e09LiVW1puajHCQsKg"
        + "F9BlV7/v1edFfHNG7l9PSsmsNmhf9Z1Ly2+yG56ge+fz5MPVc0+XNenSTsE+p1t9mEv0Z9YYnzkGLjVONjmMz12PL7c7h2tMLzxDFT37gsM07huT9aVkyemJt7rq"
        + "gfxmJ/3SP35VJx+Rz0++018zdW475/Ubs0rUn0UyUx9MN/2TzS5mest8O+wcIc0z25Y78f1tl3k2ZKXOpGbXsoZPSJ0mbnGzc+HVR3nkaO2C8bNrUKoKuhdMez4t"
        + "ocmu4+iv/olGfYuHm49uGNpdo3UW5mCL7YkGPRbzUcjWl5pTz7Pfw/YBcauXX4jvvdGRY/WL3I/oe5Mq5F20HB99RJqchiX+V/yLX9/qW1o8Of4Wdo01WJd+n/yM"
        + "R0M+q/X0tGNZfSHvyoN0SdtrAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPBPJCQl/K3tP1/KirRkdXruDWow8W6y+mLuLYpNTDqrzuzwrMgy"
        + "iC6MkQgrVAbRjXGS2IpNjKYwujjgVIrRNMYWR5xaMZrBeKnbK6siDjBGKnipKuIQ46Qxr41EBThdElhTkqgQZ0sia1oSFeF8qXtdpiC6cKZUWKcURDfOlcbWbSo0"
        + "hdNlgU2lCk3jbFlkU6tCMzhf7g7KeokDnCkXglQvcYhz5bGgTYMKRHRFYEepQYUitiKyo9WgIhFf6d6VDRFdIqZS2KWGiG4RVxnbtaX+AVn/9/H7LQAA";

    private static string Unpack(byte[] packed)
    {
        using MemoryStream unpacked = new();
        LzwContent.Unpack(new MemoryStream(packed), piece => unpacked.Write(piece));
        return Encoding.ASCII.GetString(unpacked.ToArray());
    }

    private static string Count(int numbers) => string.Concat(Enumerable.Range(0, numbers).Select(number => $"{number} "));

    [Fact]
    public void Codes_grow() => Assert.Equal(Count(600), Unpack(Convert.FromBase64String(Numbers)));

    [Fact]
    public void A_table_is_cleared()
    {
        using MemoryStream unpacked = new();
        using (GZipStream gzip = new(new MemoryStream(Convert.FromBase64String(Cleared)), CompressionMode.Decompress))
            gzip.CopyTo(unpacked);
        Assert.Equal(new string('a', 33_000) + new string('b', 15_000) + Count(100), Unpack(unpacked.ToArray()));
    }

    [Fact]
    public void Nothing_is_unpacked_from_a_header_alone() => Assert.Equal("", Unpack([0x1F, 0x9D, 0x90]));

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x1F })]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x90, 1, 2 })]
    [InlineData(new byte[] { 0x1F, 0x9D })]
    [InlineData(new byte[] { 0x1F, 0x9D, 0x88, 0x31, 0 })] // 8 bits
    [InlineData(new byte[] { 0x1F, 0x9D, 0x91, 0x31, 0 })] // 17 bits
    [InlineData(new byte[] { 0x1F, 0x9D, 0x90, 0xFF, 0xFF })] // code 511 where none is known
    [InlineData(new byte[] { 0x1F, 0x9D, 0x90, 0x31, 0xFE, 0xFF })]
    public void Damaged_content_is_refused(byte[] packed) => Assert.Throws<InvalidDataException>(() => Unpack(packed));

    [Fact]
    public void Nonsense_is_refused_or_unpacked_but_never_crashes()
    {
        byte[] sound = Convert.FromBase64String(Numbers);
        uint state = 1;
        for (int run = 0; run < 2000; run++)
        {
            byte[] changed = [.. sound];
            for (int change = 0; change < 3; change++)
            {
                state = (state * 1664525) + 1013904223;
                changed[state % (uint)changed.Length] = (byte)(state >> 24);
            }

            try
            {
                Unpack(changed);
            }
            catch (InvalidDataException)
            {
                // That is the answer to most of them.
            }
        }
    }
}
