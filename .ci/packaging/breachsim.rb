# brew install --HEAD --formula ./.ci/packaging/breachsim.rb
class Breachsim < Formula
  desc "Datasets of simulated breaches of a health-insurance portal, with the exact truth"
  homepage "https://github.com/breachsim/breachsim"
  license "Apache-2.0"
  head "https://github.com/breachsim/breachsim.git", branch: "main"

  depends_on "go" => :build

  def install
    ENV["CGO_ENABLED"] = "0"
    system "go", "build", *std_go_args, "./cmd/breachsim"
    system bin/"breachsim", "man", "-o", "man"
    man1.install Dir["man/*.1"]
    generate_completions_from_executable(bin/"breachsim", "completion")
  end

  test do
    system bin/"breachsim", "generate", "tiny", "-q", "-o", "dataset"
    assert_match "ok: ", shell_output("#{bin}/breachsim verify dataset")
  end
end
