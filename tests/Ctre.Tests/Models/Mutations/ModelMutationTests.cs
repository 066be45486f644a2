using Ctre.Fuzzing;
using Ctre.Tests.Data.Formats.Fuzzing;

namespace Ctre.Tests.Models.Mutations;

public sealed class ModelMutationTests
{
    /// <summary>
    /// CTRE_FULL=1 tries 100,000 files; CTRE_MUTATIONS and CTRE_FUZZ_SEED ask for other numbers and other files. Half of them have a
    /// right digest.
    /// </summary>
    [Fact]
    public void Damaged_models_are_refused_by_one_line_or_equal_within_time_and_memory()
    {
        int files = FullScale.Or("CTRE_MUTATIONS", usual: 3000, full: 100_000);
        using MutationRun run = new(FullScale.Or("CTRE_FUZZ_SEED", 1, 1));
        Fuzz.Watch(() => run.All(files), () => run.File, what => run.Failure(what));
        (int refused, int same, int other) = run.Count;
        Assert.Equal(files, refused + same + other);
        // All three happen; damage that the digest would hide is reached.
        Assert.InRange(refused, files / 2, files);
        Assert.InRange(same, 1, files);
        Assert.InRange(other, files / 100, files);
    }

    [Fact]
    public void A_forged_digest_is_the_one_that_the_library_computes()
    {
        byte[] file;
        using (MemoryStream stream = new())
        {
            SampleModels.Trained().Save(stream);
            file = stream.ToArray();
        }

        byte[] header = SafetensorsParts.HeaderOf(file);
        string text = System.Text.Encoding.UTF8.GetString(header);
        int digest = text.IndexOf("content_sha256", StringComparison.Ordinal) + "content_sha256\":\"".Length;
        byte[] spoilt = [.. header];
        spoilt[digest] = spoilt[digest] == (byte)'0' ? (byte)'1' : (byte)'0';
        byte[] mended = ForgedDigest.Sealed(SafetensorsParts.Joined(spoilt, SafetensorsParts.DataOf(file)));
        Assert.Contains(text[digest..(digest + 64)], System.Text.Encoding.UTF8.GetString(SafetensorsParts.HeaderOf(mended)));
    }
}
